from aws_cdk import Duration, Stack, aws_cloudwatch as cloudwatch, aws_s3 as s3
from cdk_guarded_endpoints import (
    CapacitySize,
    ContainerImage,
    DeploymentStrategy,
    GuardedEndpoint,
    Guardrail,
    Model,
    ModelData,
    ModelSource,
    ProductionVariantProps,
)
from constructs import Construct


class ChurnStack(Stack):
    """Predicts which customers of a phone company are about to leave."""

    def __init__(self, scope: Construct, construct_id: str, *, image: str, **kwargs) -> None:
        """:param image: The URI of the XGBoost image that serves the model."""
        super().__init__(scope, construct_id, **kwargs)

        samples = s3.Bucket.from_bucket_name(self, "Samples", "sagemaker-sample-files")
        model = Model(
            self,
            "Model",
            source=ModelSource.from_container(
                image=ContainerImage.from_uri(image),
                model_data=ModelData.from_bucket(samples, "models/xgb-churn/xgb-churn-prediction-model.tar.gz"),
            ),
        )

        GuardedEndpoint(
            self,
            "Churn",
            endpoint_name="churn",
            variants=[
                ProductionVariantProps(
                    variant_name="AllTraffic",
                    model=model,
                    instance_type="ml.m5.xlarge",
                    initial_instance_count=3,
                ),
            ],
            strategy=DeploymentStrategy.canary(
                size=CapacitySize.instances(1),
                baking_period=Duration.minutes(5),
                termination_wait=Duration.minutes(2),
                maximum_execution_timeout=Duration.minutes(30),
            ),
            guardrails=[
                Guardrail.server_error_rate(threshold_percent=1),
                Guardrail.model_latency(threshold=Duration.millis(50), statistic=cloudwatch.Stats.p(99)),
            ],
        )
