import type { aws_iam as iam } from 'aws-cdk-lib';
import { DependencyGroup } from 'constructs';

/** Stands in for a role, to learn what it would be granted. */
export class CollectingPrincipal implements iam.IPrincipal {
  readonly statements: iam.PolicyStatement[] = [];
  readonly grantPrincipal = this;
  readonly assumeRoleAction: string;
  readonly principalAccount?: string;
  readonly policyFragment: iam.PrincipalPolicyFragment;

  constructor({ grantPrincipal: role }: iam.IGrantable) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.principalAccount = role.principalAccount;
    this.policyFragment = role.policyFragment;
  }

  addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.statements.push(statement);
    return { statementAdded: true, policyDependable: new DependencyGroup() };
  }
}
