import { buffer } from 'node:stream/consumers';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';

/** A request to an endpoint, as `InvokeEndpoint` has it. */
export interface Invocation {
  readonly endpointName: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept?: string;
  readonly targetVariant?: string;
  readonly targetModel?: string;
  readonly targetContainerHostname?: string;
}

/** What came back, whatever it is; a failure of the network is thrown. */
export interface InvocationAnswer {
  readonly status: number;
  /** The service's name for what went wrong, where it was the service that said so. */
  readonly errorType?: string;
  readonly body: Uint8Array;
}

/** A model has a minute to answer. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
const TIMEOUT_MILLISECONDS = 70_000;

/**
 * Sends one request to an endpoint.
 *
 * The runtime is a service of its own, whose client would be a quarter of the bundle for a single request. That request is made here, with the
 * signer and the connection of the client that there is: both services are signed for as `sagemaker`.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export async function invoke({ config }: Pick<SageMakerClient, 'config'>, { endpointName, body, ...headers }: Invocation): Promise<InvocationAnswer> {
  const region = await config.region();
  const [UseFIPS, UseDualStack] = [await config.useFipsEndpoint(), await config.useDualstackEndpoint()];
  const { protocol, hostname, port } = runtimeUrl(config.endpointProvider({ Region: region, UseFIPS, UseDualStack }).url);
  const signer = await config.signer();
  const request = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: `/endpoints/${encodeURIComponent(endpointName)}/invocations`,
    query: {},
    headers: {
      'host': port === '' ? hostname : `${hostname}:${port}`,
      'content-type': headers.contentType,
      'content-length': String(body.byteLength),
      ...(headers.accept !== undefined && { accept: headers.accept }),
      ...(headers.targetVariant !== undefined && { 'x-amzn-sagemaker-target-variant': headers.targetVariant }),
      ...(headers.targetModel !== undefined && { 'x-amzn-sagemaker-target-model': headers.targetModel }),
      ...(headers.targetContainerHostname !== undefined && { 'x-amzn-sagemaker-target-container-hostname': headers.targetContainerHostname }),
    },
    body,
  }, { signingService: 'sagemaker', signingRegion: region });
  const { response } = await config.requestHandler.handle(request as never, {
    // Longer than the client has it for its own calls; the signal is for an answer that breaks off.
    requestTimeout: TIMEOUT_MILLISECONDS,
    abortSignal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  });
  // `ModelError:http://internal.amazon.com/...` in some services.
  const [errorType] = (response.headers['x-amzn-errortype'] ?? '').split(':');
  return { status: response.statusCode, ...(errorType !== '' && { errorType }), body: await buffer(response.body) };
}

/**
 * Beside the service's own API, in the same region and partition; or wherever all services are said to be.
 *
 * In GovCloud the API has names for FIPS, and every name of the runtime is one.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/sagemaker.html
 */
function runtimeUrl(api: URL): URL {
  const elsewhere = process.env.AWS_ENDPOINT_URL;
  return new URL(elsewhere ?? api.href.replace('//api', '//runtime').replace('//runtime-fips.sagemaker.us-gov-', '//runtime.sagemaker.us-gov-'));
}
