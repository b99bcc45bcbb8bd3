import { createHash } from 'node:crypto';
import { ArnFormat, aws_ec2 as ec2, aws_iam as iam, aws_sagemaker as sagemaker, Resource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ModelSource } from './model-source';
import { acknowledge } from './private/acknowledged';
import { ImportedModel } from './private/imported-model';
import { ModelRole } from './private/model-role';
import { declaredIn, RolePolicy } from './private/role-policy';
import { waitFor } from './private/wait-for';
import { INSTANCE_NAMESPACE, INVOCATION_NAMESPACE } from './rollout/endpoint-metrics';

/** Properties of a model. */
export interface ModelProps {
  /** The model's image and artifacts. */
  readonly source: ModelSource;

  /**
   * The execution role, which SageMaker assumes to read image and artifacts, to read the guardrails' alarms, and to write logs and metrics.
   *
   * A role that you give is permitted to read image, artifacts and alarms, if this app can change it. Permission to write logs and metrics is up to you.
   *
   * @default - a role that may do all of this for this model, and nothing else
   */
  readonly role?: iam.IRole;

  /**
   * The VPC that the containers are connected to.
   *
   * @default - a network of the service, with access to the internet
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which subnets of the VPC to use. Needs `vpc`.
   *
   * @default - the VPC's default, which is private subnets if it has any
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The containers' security groups. Needs `vpc`.
   *
   * @default - a new one, which allows outbound traffic according to `allowAllOutbound`
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether the new security group allows all outbound traffic. If it does not, use `connections` to allow what the containers need. Needs `vpc`,
   * and no `securityGroups`.
   *
   * @default true
   */
  readonly allowAllOutbound?: boolean;

  /**
   * Whether the containers are cut off from any network, S3 included. The service provides them with their model data.
   *
   * @default false
   */
  readonly networkIsolation?: boolean;
}

/** What is known about a model that is created elsewhere. */
export interface ModelAttributes {
  /** The model's name. */
  readonly modelName: string;

  /**
   * The execution role. If this app can change it, it is permitted to read the guardrails' alarms, and to write captured data.
   *
   * @default - unknown; its permissions are up to whoever created it
   */
  readonly role?: iam.IRole;
}

/**
 * A model that SageMaker can host.
 *
 * Every change creates a new model. The old one is deleted once no endpoint config uses it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 * @example
 * new Model(stack, 'Model', {
 *   source: ModelSource.fromContainer({
 *     image: ContainerImage.fromUri('683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1'),
 *     modelData: ModelData.fromBucket(modelsBucket, 'churn/2026-11-21/model.tar.gz'),
 *     environment: { WORKERS: '4' },
 *   }),
 * });
 */
export class Model extends Resource implements sagemaker.IModelRef, iam.IGrantable, ec2.IConnectable {
  /** A model that is created elsewhere, by its name. Its role's permissions, such as to read the guardrails' alarms, are up to whoever created it. */
  public static fromModelName(scope: Construct, id: string, modelName: string): sagemaker.IModelRef {
    return ImportedModel.byName(scope, id, modelName);
  }

  /** A model that is created elsewhere, by its ARN. Its role's permissions, such as to read the guardrails' alarms, are up to whoever created it. */
  public static fromModelArn(scope: Construct, id: string, modelArn: string): sagemaker.IModelRef {
    return ImportedModel.byArn(scope, id, modelArn);
  }

  /** A model that is created elsewhere, by its name and its role. The role is permitted what an endpoint that serves the model needs. */
  public static fromModelAttributes(scope: Construct, id: string, attributes: ModelAttributes): sagemaker.IModelRef {
    return ImportedModel.byName(scope, id, attributes.modelName, attributes.role);
  }

  /** The reference by which other constructs refer to this model. */
  public readonly modelRef: sagemaker.ModelReference;

  /** The model's name, made by CloudFormation. */
  public readonly modelName: string;

  /**
   * The execution role: the one that was given, or one that this model has created.
   *
   * The latter is an `IRole` around a `CfnRole`, not an `iam.Role`: grants work, and aspects see its `AWS::IAM::Role` resource. If you need an
   * `iam.Role`, create one and pass it as `role`.
   */
  public readonly role: iam.IRole;

  /** The execution role, for grants. */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly network?: ec2.Connections;

  constructor(scope: Construct, id: string, props: ModelProps) {
    super(scope, id);
    this.network = this.connectionsOf(props);
    this.role = props.role ?? this.createRole(props.vpc !== undefined);
    this.grantPrincipal = this.role;

    const { containers, statements } = props.source._bind(this);
    if (!props.vpc && [containers.primaryContainer, containers.containers].flat().some((container) => isFromNetwork(container))) {
      throw new Error(`Model '${this.node.path}': ContainerImage.fromPrivateRegistry needs vpc, the network in which the registry is; add it`);
    }
    const resource = new sagemaker.CfnModel(this, 'Resource', {
      executionRoleArn: declaredIn(this.stack, this.role)?.attrArn ?? this.role.roleArn,
      ...containers,
      enableNetworkIsolation: props.networkIsolation,
      vpcConfig: this.network && props.vpc && {
        subnets: props.vpc.selectSubnets(props.vpcSubnets).subnetIds,
        securityGroupIds: this.network.securityGroups.map((group) => group.securityGroupId),
      },
    });
    // What the role may do is needed as soon as an endpoint is created with the model.
    if (this.role instanceof ModelRole) {
      this.role.neededWithPolicies(resource);
    } else if (!props.role) {
      resource.node.addDependency(this.role);
    }
    if (statements.length > 0) {
      waitFor(resource, this.allowToRead(statements));
    }
    this.modelRef = resource.modelRef;
    this.modelName = resource.attrModelName;
  }

  /** The network connections of the containers. Fails for a model without a `vpc`. */
  public get connections(): ec2.Connections {
    if (!this.network) {
      throw new Error(`model '${this.node.path}' is in no network of yours, so it has no connections; use vpc`);
    }
    return this.network;
  }

  private connectionsOf({ vpc, vpcSubnets, securityGroups, allowAllOutbound }: ModelProps): ec2.Connections | undefined {
    if (!vpc) {
      const [alone] = Object.entries({ vpcSubnets, securityGroups, allowAllOutbound }).find(([, value]) => value !== undefined) ?? [];
      if (alone !== undefined) {
        throw new Error(`Model '${this.node.path}': ${alone} needs vpc; add it, or leave both out`);
      }
      return undefined;
    }
    if (securityGroups && allowAllOutbound !== undefined) {
      throw new Error(`Model '${this.node.path}': allowAllOutbound is of the security group that the model makes, and there are securityGroups; say it of those`);
    }
    return new ec2.Connections({ securityGroups: securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, allowAllOutbound })] });
  }

  /**
   * Allows the role to read what this version of the model is made of.
   *
   * Each version has a policy of its own, so that the version before it can be read until it is gone: the blue fleet launches
   * instances while an update is running, and again when it is rolled back.
   */
  private allowToRead(statements: iam.PolicyStatement[]): iam.Policy {
    const version = createHash('sha256').update(JSON.stringify(Stack.of(this).resolve(statements))).digest('hex').slice(0, 8);
    const policy = new iam.Policy(this, `SourcePolicy${version}`, { statements });
    this.role.attachInlinePolicy(policy);
    return policy;
  }

  /** @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms */
  private createRole(inNetwork: boolean): iam.IRole {
    const role = ModelRole.create(this, 'Role');
    const { construct } = new RolePolicy(role, 'ServicePolicy', [role], [
      {
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: Stack.of(this).formatArn({
          service: 'logs', resource: 'log-group', resourceName: '/aws/sagemaker/Endpoints/*', arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
      // CloudWatch lets this be narrowed by namespace only.
      {
        actions: ['cloudwatch:PutMetricData'],
        resources: '*',
        conditions: { StringEquals: { 'cloudwatch:namespace': [INVOCATION_NAMESPACE, INSTANCE_NAMESPACE] } },
      },
      // None of these can be narrowed to interfaces that are not there yet.
      ...(inNetwork ? [{
        actions: [
          'ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface', 'ec2:DeleteNetworkInterfacePermission',
          'ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs',
        ],
        resources: '*',
      }] : []),
    ]);
    acknowledge(construct, {
      rule: 'AwsSolutions-IAM5', reason: 'SageMaker names the log groups after endpoints, and CloudWatch narrows metrics by namespace only, as it is here.',
    });
    return role;
  }
}

function isFromNetwork(container: unknown): boolean {
  return (container as sagemaker.CfnModel.ContainerDefinitionProperty | undefined)?.imageConfig !== undefined;
}
