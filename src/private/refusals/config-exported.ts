import { CfnOutput, Stack, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './rule';
import { Faults } from '../faults';

/**
 * Refuses that another stack refers to the name of the endpoint's config, as the metrics of the green fleet do: it is another one with each
 * update, and CloudFormation changes no export that is in use.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function refuseConfigExported(endpoint: IConstruct, config: sagemaker.CfnEndpointConfig): void {
  endpoint.node.addValidation({
    validate: () => {
      const faults = new Faults(`endpoint '${endpoint.node.path}'`);
      const stack = Stack.of(config);
      // The CDK puts what other stacks refer to there. https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/core/lib/private/refs.ts
      const exported = stack.node.tryFindChild('Exports')?.node.children.filter((child): child is CfnOutput => child instanceof CfnOutput) ?? [];
      const name = exported.length > 0 ? JSON.stringify(stack.resolve(config.attrEndpointConfigName)) : undefined;
      if (exported.some(({ value }) => JSON.stringify(stack.resolve(value)) === name)) {
        refuse(faults, 'config-exported', 'another stack refers to the name of its endpoint config, by a metric of the green fleet or a dashboard, and each update has another '
          + `config: CloudFormation does not change an export that is in use, so that no update can be deployed; declare that alarm or dashboard in stack '${stack.stackName}', `
          + 'or use the metrics of all fleets (endpoint.variant(...).metricXxx())');
      }
      return faults.all;
    },
  });
}
