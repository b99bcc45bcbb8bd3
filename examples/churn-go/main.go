// Predicts which customers of a phone company are about to leave.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	guarded "github.com/cdk-guarded-endpoints/cdk-guarded-endpoints-go/cdkguardedendpoints"
)

const baseline = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:0.90-1-cpu-py3"

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	image, ok := app.Node().TryGetContext(jsii.String("image")).(string)
	if !ok {
		image = baseline
	}
	newChurnStack(app, "Churn", image, awscdk.StackProps{Env: &awscdk.Environment{Region: jsii.String("us-east-1")}})
	app.Synth(nil)
}

// image is the URI of the XGBoost image that serves the model.
func newChurnStack(scope constructs.Construct, id string, image string, props awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props)

	samples := awss3.Bucket_FromBucketName(stack, jsii.String("Samples"), jsii.String("sagemaker-sample-files"))
	model := guarded.NewModel(stack, jsii.String("Model"), &guarded.ModelProps{
		Source: guarded.ModelSource_FromContainer(&guarded.ModelContainer{
			Image:     guarded.ContainerImage_FromUri(&image),
			ModelData: guarded.ModelData_FromBucket(samples, jsii.String("models/xgb-churn/xgb-churn-prediction-model.tar.gz")),
		}),
	})

	guarded.NewGuardedEndpoint(stack, jsii.String("Churn"), &guarded.GuardedEndpointProps{
		EndpointName: jsii.String("churn"),
		Variants: &[]*guarded.ProductionVariantProps{{
			VariantName:          jsii.String("AllTraffic"),
			Model:                model,
			InstanceType:         jsii.String("ml.m5.xlarge"),
			InitialInstanceCount: jsii.Number(3),
		}},
		Strategy: guarded.DeploymentStrategy_Canary(&guarded.CanaryOptions{
			Size:                    guarded.CapacitySize_Instances(jsii.Number(1)),
			BakingPeriod:            awscdk.Duration_Minutes(jsii.Number(5)),
			TerminationWait:         awscdk.Duration_Minutes(jsii.Number(2)),
			MaximumExecutionTimeout: awscdk.Duration_Minutes(jsii.Number(30)),
		}),
		Guardrails: &[]guarded.Guardrail{
			guarded.Guardrail_ServerErrorRate(&guarded.ErrorRateGuardrailOptions{ThresholdPercent: jsii.Number(1)}),
			guarded.Guardrail_ModelLatency(&guarded.LatencyGuardrailOptions{
				Threshold: awscdk.Duration_Millis(jsii.Number(50)),
				Statistic: awscloudwatch.Stats_P(jsii.Number(99)),
			}),
		},
	})
	return stack
}
