import { LocalCloud } from '../../src/rehearsal/local-cloud';

test('answers the clients of Lambda functions with the virtual date, so that they do not take errors for those of their clock', async () => {
  const cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 1 });
  try {
    cloud.advance(3600);
    const answer = await fetch(cloud.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'SageMaker.DescribeEndpoint', 'content-type': 'application/x-amz-json-1.1', 'authorization': 'Credential=a/20260101/us-east-1/sagemaker/aws4_request' },
      body: JSON.stringify({ EndpointName: 'none' }),
    });
    expect(answer.status).toBe(400);
    expect(new Date(answer.headers.get('date')!)).toEqual(cloud.now());
  } finally {
    await cloud.close();
  }
});
