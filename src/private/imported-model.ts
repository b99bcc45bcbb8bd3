import { Arn, ArnFormat, Resource, Stack, Token, type aws_iam as iam, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A model that is made elsewhere. What it is made of is not known here, nor its role unless it is given. */
export class ImportedModel extends Resource implements sagemaker.IModelRef {
  static byName(scope: Construct, id: string, modelName: string, role?: iam.IRole): ImportedModel {
    // SageMaker writes ARNs in lower case, whatever the name.
    const resourceName = Token.isUnresolved(modelName) ? modelName : modelName.toLowerCase();
    const arn = Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'model', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    return new ImportedModel(scope, id, modelName, arn, role);
  }

  static byArn(scope: Construct, id: string, modelArn: string): ImportedModel {
    if (!Token.isUnresolved(modelArn) && !/^arn:[^:]+:sagemaker:[^:]+:[^:]*:model\/.+$/.test(modelArn)) {
      throw new Error(`Model.fromModelArn: '${modelArn}' is not the ARN of a model; it looks like 'arn:aws:sagemaker:eu-west-1:111122223333:model/churn'`);
    }
    return new ImportedModel(scope, id, Arn.split(modelArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!, modelArn);
  }

  readonly modelRef: sagemaker.ModelReference;

  private constructor(scope: Construct, id: string, readonly modelName: string, modelArn: string, readonly role?: iam.IRole) {
    super(scope, id, { environmentFromArn: modelArn });
    // What a reference holds depends on the release of aws-cdk-lib.
    const reference = { modelId: modelArn, modelName, modelArn };
    this.modelRef = reference;
  }
}
