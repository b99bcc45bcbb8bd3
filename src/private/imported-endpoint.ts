import { Arn, ArnFormat, Token, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EndpointBase } from './endpoint-base';
import { endpointArnOf } from './endpoint-name';

/** An endpoint that is declared elsewhere: to be used, not guarded. */
export class ImportedEndpoint extends EndpointBase {
  static byName(scope: Construct, id: string, endpointName: string): ImportedEndpoint {
    return new ImportedEndpoint(scope, id, endpointName, endpointArnOf(scope, endpointName));
  }

  static byArn(scope: Construct, id: string, endpointArn: string): ImportedEndpoint {
    if (!Token.isUnresolved(endpointArn) && !/^arn:[^:]+:sagemaker:[^:]+:[^:]*:endpoint\/.+$/.test(endpointArn)) {
      throw new Error(`GuardedEndpoint.fromEndpointArn: '${endpointArn}' is not the ARN of an endpoint; `
        + "it looks like 'arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn'");
    }
    const { resourceName } = Arn.split(endpointArn, ArnFormat.SLASH_RESOURCE_NAME);
    return new ImportedEndpoint(scope, id, resourceName!, endpointArn);
  }

  readonly endpointRef: sagemaker.EndpointReference;

  private constructor(scope: Construct, id: string, readonly endpointName: string, readonly endpointArn: string) {
    super(scope, id, { environmentFromArn: endpointArn });
    this.endpointRef = { endpointArn };
  }
}
