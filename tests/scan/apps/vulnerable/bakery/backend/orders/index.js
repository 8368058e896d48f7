const AWS = require('aws-sdk');
const serialize = require('node-serialize');
const lambda = new AWS.Lambda();
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
    var req = serialize.unserialize(event.body);
    var headers = serialize.unserialize(JSON.stringify(event.headers));
    var token = (headers.Authorization || headers.authorization).split('.')[1];
    var claims = JSON.parse(Buffer.from(token, 'base64').toString());
    var user = claims.username;

    switch (req.action) {
        case 'new':
            create(user, req, callback);
            break;
        case 'get':
            db.get({ TableName: process.env.TABLE, Key: { orderId: req.id } }, function (err, data) {
                if (err) return callback(null, { statusCode: 500, body: err.stack });
                callback(null, { statusCode: 200, body: JSON.stringify(data.Item) });
            });
            break;
        case 'mail':
            lambda.invoke({
                FunctionName: 'bakery-mail',
                InvocationType: 'Event',
                Payload: JSON.stringify({ to: req.to, name: req.name, order: req.id })
            }, () => callback(null, { statusCode: 202, body: '{}' }));
            break;
        default:
            callback(null, { statusCode: 400, body: JSON.stringify({ unknown: req.action }) });
    }
};

function create(user, req, callback) {
    console.log('order of ' + user + ': ' + JSON.stringify(req.payment));
    var item = { orderId: Math.random().toString(36).substring(2), user: user, items: req.items, address: req.address };
    db.put({ TableName: process.env.TABLE, Item: item }, function (err) {
        if (err) callback(err);
        else callback(null, { statusCode: 200, body: JSON.stringify({ id: item.orderId }) });
    });
}
