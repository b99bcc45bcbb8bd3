import { aws_lambda as lambda, AssetStaging, cx_api as cxapi, Names, Stack, type CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A directory as the code of a Lambda function: what `lambda.Code.fromAsset` makes of it, without its bucket as a construct, for which the
 * CDK loads all that it knows of regions.
 */
export class BundleCode extends lambda.Code {
  readonly isInline = false;
  private path?: string;

  constructor(private readonly directory: string) {
    super();
  }

  bind(scope: Construct): lambda.CodeConfig {
    const code = new Construct(scope, 'Code');
    const staging = new AssetStaging(code, 'Stage', { sourcePath: this.directory });
    const stack = Stack.of(scope);
    this.path = staging.relativeStagedPath(stack);
    const { bucketName, objectKey } = stack.synthesizer.addFileAsset({
      packaging: staging.packaging,
      sourceHash: staging.assetHash,
      fileName: this.path,
      deployTime: true,
      displayName: Names.stackRelativeConstructPath(code),
    });
    return { s3Location: { bucketName, objectKey } };
  }

  /** Where tools that run functions locally find the code. */
  override bindToResource(resource: CfnResource, { resourceProperty = 'Code' }: lambda.ResourceBindOptions = {}): void {
    if (resource.node.tryGetContext(cxapi.ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) {
      resource.addMetadata(cxapi.ASSET_RESOURCE_METADATA_PATH_KEY, this.path);
      resource.addMetadata(cxapi.ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, false);
      resource.addMetadata(cxapi.ASSET_RESOURCE_METADATA_PROPERTY_KEY, resourceProperty);
    }
  }
}
