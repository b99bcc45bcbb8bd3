import { aws_iam as iam } from 'aws-cdk-lib';
import { DependencyGroup } from 'constructs';

/** Stands in for a role, to learn what it would be granted. */
export class CollectingPrincipal implements iam.IPrincipal {
  readonly statements: iam.PolicyStatement[] = [];
  readonly grantPrincipal = this;
  readonly assumeRoleAction = 'sts:AssumeRole';

  get policyFragment(): iam.PrincipalPolicyFragment {
    throw new Error("the image asks for the model's role in a policy of its own, which is not supported; use ContainerImage.fromUri, and grant the role what it needs");
  }

  addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.statements.push(statement);
    return { statementAdded: true, policyDependable: new DependencyGroup() };
  }
}
