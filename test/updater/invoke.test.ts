import { Readable } from 'node:stream';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { invoke } from '../../src/updater/invoke';

/** One of each partition. */
const REGIONS = ['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'us-gov-east-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1'];

const WAYS = REGIONS.flatMap((region) => [false, true].flatMap((useFipsEndpoint) => [false, true].map((useDualstackEndpoint) =>
  ({ region, useFipsEndpoint, useDualstackEndpoint }))));

test.each(WAYS)('a request goes where the runtime\'s own client would send it: %j', async (way) => {
  const hosts: string[] = [];
  const requestHandler = {
    handle: async ({ hostname }: { hostname: string }) => {
      hosts.push(hostname);
      return { response: { statusCode: 200, headers: {}, body: Readable.from([]) } };
    },
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

  await invoke(new SageMakerClient({ ...way, credentials, requestHandler: requestHandler as never }), {
    endpointName: 'churn', body: Buffer.from('{}'), contentType: 'application/json',
  });

  const { config } = new SageMakerRuntimeClient({ ...way, credentials });
  const parameters = { Region: way.region, UseFIPS: way.useFipsEndpoint, UseDualStack: way.useDualstackEndpoint };
  expect(hosts).toEqual([config.endpointProvider(parameters).url.hostname]);
});
