const crypto = require("crypto");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function hashed(password, salt) {
  return crypto.createHash("md5").update(salt + password).digest("hex");
}

exports.handler = async (event) => {
  try {
    const { email, password } = JSON.parse(event.body);
    const { Item: person } = await documents.send(new GetCommand({ TableName: process.env.PEOPLE, Key: { email } }));
    if (!person || person.hash !== hashed(password, person.salt)) {
      console.log("failed login");
      return { statusCode: 401, body: "{}" };
    }
    const session = Math.random().toString(36) + Date.now();
    return {
      statusCode: 200,
      multiValueHeaders: { "Set-Cookie": [`session=${session}; HttpOnly`, `theme=${person.theme || "light"}; Secure; HttpOnly`] },
      body: JSON.stringify({ email }),
    };
  } catch (error) {
    return { statusCode: 500, body: error.stack };
  }
};
