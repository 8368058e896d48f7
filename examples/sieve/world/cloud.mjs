// The bucket and the table of the app, in whatever answers at the endpoint.
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

// The SDK announces the end of its support for Node 20 at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Empties the local cloud, and creates what the template declares. */
export async function resetCloud(environment) {
  const endpoint = environment.AWS_ENDPOINT_URL;
  await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
  const settings = {
    endpoint,
    region: environment.AWS_REGION,
    credentials: { accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY },
  };
  await new S3Client({ ...settings, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: environment.DOCUMENTS_BUCKET }),
  );
  await new DynamoDBClient(settings).send(
    new CreateTableCommand({
      TableName: environment.DOCUMENTS_TABLE,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

/** Puts an object into the bucket, as an upload would. */
export async function upload(environment, Key, Body) {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, DOCUMENTS_BUCKET: Bucket } = environment;
  const credentials = { accessKeyId: 'uploader', secretAccessKey: 'uploader' };
  await new S3Client({ endpoint, region, credentials, forcePathStyle: true }).send(new PutObjectCommand({ Bucket, Key, Body }));
}
