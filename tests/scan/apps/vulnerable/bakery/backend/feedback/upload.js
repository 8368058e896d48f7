const { execSync } = require('child_process');
const AWS = require('aws-sdk');
const fs = require('fs');

const s3 = new AWS.S3({ signatureVersion: 'v4' });

module.exports.handler = async (event) => {
    const { filename, note, image } = JSON.parse(event.body);
    if (image) {
        execSync(`curl --silent ${image} > /tmp/image.png`);
    }
    fs.writeFileSync('/tmp/' + filename, note);
    const url = s3.getSignedUrl('putObject', { Bucket: process.env.BUCKET, Key: filename, Expires: 86400, ACL: 'public-read' });
    return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: JSON.stringify({ url }) };
};
