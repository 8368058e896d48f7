const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
    const data = JSON.parse(event.body);
    const id = event.requestContext.authorizer ? event.requestContext.authorizer.claims.sub : data.user;
    const params = {
        TableName: process.env.TABLE,
        Key: { orderId: 'user#' + id },
        UpdateExpression: 'SET ' + Object.keys(data.profile).map((k) => `${k} = :${k}`).join(', '),
        ExpressionAttributeValues: {}
    };
    for (const k in data.profile) {
        params.ExpressionAttributeValues[':' + k] = data.profile[k];
    }
    await db.update(params).promise();
    const everybody = await db.scan({ TableName: process.env.TABLE }).promise();
    return {
        statusCode: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<p>Hello ' + data.profile.name + ', you are one of ' + everybody.Count + '</p>'
    };
};
