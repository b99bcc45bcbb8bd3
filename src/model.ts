import { ArnFormat, aws_iam as iam, aws_sagemaker as sagemaker, Resource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ModelSource } from './model-source';
import { addStatement } from './private/grants';

/** What a model is made of. */
export interface ModelProps {
  /** The model's image and artifacts. */
  readonly source: ModelSource;

  /**
   * The execution role, which SageMaker takes on to read image and artifacts and to write logs and metrics.
   *
   * A role that is given gets the permissions to read image and artifacts as far as it can be changed, and no others.
   *
   * @default - a role that may do this for this model and nothing else
   */
  readonly role?: iam.IRole;
}

/**
 * A model that SageMaker can host.
 *
 * A change makes a new model; the old one is removed once no endpoint config uses it any more.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export class Model extends Resource implements sagemaker.IModelRef, iam.IGrantable {
  /** What the app refers to this model by. */
  public readonly modelRef: sagemaker.ModelReference;

  /** The model's name, made by CloudFormation. */
  public readonly modelName: string;

  /** The execution role. */
  public readonly role: iam.IRole;

  /** The execution role, for grants. */
  public readonly grantPrincipal: iam.IPrincipal;

  constructor(scope: Construct, id: string, props: ModelProps) {
    super(scope, id);
    this.role = props.role ?? this.createRole();
    this.grantPrincipal = this.role;

    const resource = new sagemaker.CfnModel(this, 'Resource', {
      executionRoleArn: this.role.roleArn,
      ...props.source._bind(this, this.role),
    });
    if (!props.role) {
      // The role's permissions are needed as soon as an endpoint is created with the model.
      resource.node.addDependency(this.role);
    }
    this.modelRef = resource.modelRef;
    this.modelName = resource.attrModelName;
  }

  /** @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms */
  private createRole(): iam.IRole {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    addStatement(role, ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], [
      Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName: '/aws/sagemaker/Endpoints/*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    ]);
    // CloudWatch lets metrics be narrowed by namespace only.
    addStatement(role, ['cloudwatch:PutMetricData'], ['*'], {
      StringEquals: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/Endpoints'] },
    });
    return role;
  }
}
