import { CfnDeletionPolicy, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { declaredModel } from '../declared-model';
import { listed } from '../faults';
import { warn } from './rule';

/**
 * Warns, once all is declared, of an endpoint that stays when the stack goes, while its models do not.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html
 */
export function warnOfRetainedWithoutModel(endpoint: IConstruct, config: sagemaker.CfnEndpointConfig, models: readonly sagemaker.IModelRef[]): void {
  config.node.addValidation({
    validate: () => {
      if (staysBehind(config)) {
        const declared = models.flatMap((model) => declaredModel(model) ?? []);
        const gone = [...new Set(declared.filter((model) => !staysBehind(model)).map(({ node }) => node.path))];
        if (gone.length > 0) {
          warn(endpoint, 'retained-without-model', `the endpoint is retained when it is taken out of the stack, but ${listed(gone)} ${gone.length === 1 ? 'is' : 'are'} deleted, and without its models an endpoint can neither `
            + 'scale out nor be patched; apply RemovalPolicy.RETAIN to the models, too');
        }
      }
      return [];
    },
  });
}

function staysBehind({ cfnOptions: { deletionPolicy } }: sagemaker.CfnEndpointConfig | sagemaker.CfnModel): boolean {
  return deletionPolicy === CfnDeletionPolicy.RETAIN || deletionPolicy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
}
