import { LambdaProcess } from '../lambda-process';
import { ResourceError, type ResourceProvider, type ResourceRequest, type ResourceState } from '../resource-provider';

/** `AWS::Lambda::Function`: a process of its own, with the code of the cloud assembly's asset. */
export const lambdaFunction: ResourceProvider = {
  create: async (request) => deploy(request, (request.properties.FunctionName as string | undefined) ?? request.generatedName(64)),
  update: async (request) => deploy(request, request.physicalId),

  async delete({ cloud, physicalId }) {
    cloud.removeFunction(arnOf(cloud, physicalId));
  },
};

function deploy({ cloud, logicalId, properties, assetDirectory }: ResourceRequest, functionName: string): ResourceState {
  const functionArn = arnOf(cloud, functionName);
  const code = properties.Code as { S3Key?: string } | undefined;
  const codeDirectory = code?.S3Key === undefined ? undefined : assetDirectory(code.S3Key);
  // Other functions of the stack are not run; only one that is called has to be Node.js code from an asset.
  const runnable = codeDirectory !== undefined && /^nodejs/.test(String(properties.Runtime));
  if (runnable) {
    cloud.putFunction(functionArn, new LambdaProcess({
      functionName,
      functionArn,
      codeDirectory,
      handler: String(properties.Handler),
      environment: ((properties.Environment as { Variables?: Record<string, string> } | undefined)?.Variables) ?? {},
      timeoutSeconds: Number(properties.Timeout ?? 3),
      region: cloud.region,
      endpointUrl: cloud.url,
      now: () => cloud.now(),
      onLog: (line) => cloud.log(functionName, line),
    }));
  } else if (code === undefined) {
    throw new ResourceError(`function '${logicalId}' has no Code`);
  }
  return { physicalId: functionName, attributes: { Arn: functionArn } };
}

function arnOf(cloud: ResourceRequest['cloud'], functionName: string): string {
  return cloud.arn('lambda', `function:${functionName}`);
}
