import { App, Stack } from 'aws-cdk-lib';
import { ContainerImage, GuardedEndpoint, Model, ModelSource, type GuardedEndpointProps } from 'cdk-guarded-endpoints';

/** The service's own XGBoost container. */
const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** An app of one stack; `-c image=...` deploys another model. */
export function integApp(stackName: string, otherImage: string | undefined, declare: (stack: Stack, model: Model) => void): App {
  const app = new App();
  const stack = new Stack(app, stackName, { env: { region: 'us-east-1' } });
  const image = ContainerImage.fromUri(otherImage ?? app.node.tryGetContext('image') ?? IMAGE);
  declare(stack, new Model(stack, 'Model', { source: ModelSource.fromContainer({ image }) }));
  return app;
}

/** The same endpoint in all of them: the cheapest with which each strategy is possible, and its name that of its stack. */
export function integEndpoint(stack: Stack, model: Model, props: Omit<GuardedEndpointProps, 'variants'>): GuardedEndpoint {
  return new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: stack.stackName,
    variants: [{ model, instanceType: 'ml.m5.large', initialInstanceCount: 2 }],
    ...props,
  });
}
