import { statSync } from 'node:fs';
import { isRecord } from '../../rollout/record';
import { inlineCode } from '../inline-code';
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
  if (properties.Code === undefined) {
    throw new ResourceError(`function '${logicalId}' has no Code`);
  }
  // Other functions of the stack are not run; only one that is called has to be Node.js code from an asset, or from the template.
  const codeDirectory = /^nodejs/.test(String(properties.Runtime)) ? codeOf(properties.Code, assetDirectory) : undefined;
  if (codeDirectory !== undefined) {
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
  }
  return { physicalId: functionName, attributes: { Arn: functionArn } };
}

/** Where the code is, if it is on this machine. */
function codeOf(code: unknown, assetDirectory: ResourceRequest['assetDirectory']): string | undefined {
  const { S3Key, ZipFile } = isRecord(code) ? code : { S3Key: code };
  if (typeof ZipFile === 'string') {
    return inlineCode(ZipFile);
  }
  const path = typeof S3Key === 'string' ? assetDirectory(S3Key) : undefined;
  return path !== undefined && statSync(path).isDirectory() ? path : undefined;
}

function arnOf(cloud: ResourceRequest['cloud'], functionName: string): string {
  return cloud.arn('lambda', `function:${functionName}`);
}
