import {
  Stack, aws_codebuild as codebuild, aws_codepipeline as codepipeline, aws_events as events, aws_events_targets as targets, aws_iam as iam, pipelines,
  type Environment, type StackProps,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ChurnStage } from './churn-stage';

export interface PipelineStackProps extends StackProps {
  readonly repository: string;
  readonly connectionArn: string;
  readonly modelPackageGroupName: string;
  /** The latest approved version, which the synth step looks up. */
  readonly modelPackageArn: string;
  readonly artifactsBucketName: string;
  readonly imageRepositoryArn: string;
  readonly test: Environment;
  readonly production: Environment;
}

/**
 * From an approval in the model registry to production: test account, manual approval, production account.
 *
 * The version is looked up when the pipeline runs and stands in the template, so that a deployment says what it deploys, and the same
 * template can be rehearsed, deployed twice, and gone back to.
 */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const source = pipelines.CodePipelineSource.connection(props.repository, 'main', { connectionArn: props.connectionArn });
    const latestApproved = [
      'aws sagemaker list-model-packages',
      `--model-package-group-name ${props.modelPackageGroupName}`,
      '--model-approval-status Approved --sort-by CreationTime --sort-order Descending --max-results 1',
      "--query 'ModelPackageSummaryList[0].ModelPackageArn' --output text",
    ].join(' ');
    const synth = new pipelines.CodeBuildStep('Synth', {
      input: source,
      commands: ['npm ci', `npx cdk synth --strict -c modelPackageArn=$(${latestApproved})`],
      rolePolicyStatements: [new iam.PolicyStatement({ actions: ['sagemaker:ListModelPackages'], resources: ['*'] })],
    });
    const pipeline = new pipelines.CodePipeline(this, 'Pipeline', {
      synth,
      crossAccountKeys: true,
      pipelineType: codepipeline.PipelineType.V2,
      codeBuildDefaults: {
        partialBuildSpec: codebuild.BuildSpec.fromObject({ phases: { install: { 'runtime-versions': { nodejs: '22' } } } }),
      },
    });

    const { modelPackageArn, artifactsBucketName, imageRepositoryArn } = props;
    const version = { modelPackageArn, artifactsBucketName, imageRepositoryArn };
    pipeline.addStage(new ChurnStage(this, 'Test', { ...version, env: props.test, initialInstanceCount: 2 }), {
      // The very templates that are about to be deployed, against a good and a bad version of the model.
      pre: [new pipelines.ShellStep('Rehearse', {
        input: synth,
        additionalInputs: { repository: source },
        commands: ['(cd repository && npm ci)', 'for assembly in assembly-*; do repository/node_modules/.bin/guarded-endpoint rehearse $assembly; done'],
      })],
    });
    pipeline.addStage(new ChurnStage(this, 'Production', { ...version, env: props.production, initialInstanceCount: 6 }), {
      pre: [new pipelines.ManualApprovalStep('Release')],
    });

    pipeline.buildPipeline();
    new events.Rule(this, 'Approved', {
      description: `A version of ${props.modelPackageGroupName} was approved`,
      eventPattern: {
        source: ['aws.sagemaker'],
        detailType: ['SageMaker Model Package State Change'],
        detail: { ModelPackageGroupName: [props.modelPackageGroupName], ModelApprovalStatus: ['Approved'] },
      },
      targets: [new targets.CodePipeline(pipeline.pipeline)],
    });
  }
}
