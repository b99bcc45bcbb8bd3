package churn;

import io.github.cdkguardedendpoints.CanaryOptions;
import io.github.cdkguardedendpoints.CapacitySize;
import io.github.cdkguardedendpoints.ContainerImage;
import io.github.cdkguardedendpoints.DeploymentStrategy;
import io.github.cdkguardedendpoints.ErrorRateGuardrailOptions;
import io.github.cdkguardedendpoints.GuardedEndpoint;
import io.github.cdkguardedendpoints.Guardrail;
import io.github.cdkguardedendpoints.LatencyGuardrailOptions;
import io.github.cdkguardedendpoints.Model;
import io.github.cdkguardedendpoints.ModelContainer;
import io.github.cdkguardedendpoints.ModelData;
import io.github.cdkguardedendpoints.ModelSource;
import io.github.cdkguardedendpoints.ProductionVariantProps;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** Predicts which customers of a phone company are about to leave. */
public class ChurnStack extends Stack {
    /** @param image The URI of the XGBoost image that serves the model. */
    public ChurnStack(final Construct scope, final String id, final String image, final StackProps props) {
        super(scope, id, props);

        IBucket samples = Bucket.fromBucketName(this, "Samples", "sagemaker-sample-files");
        Model model = Model.Builder.create(this, "Model")
                .source(ModelSource.fromContainer(ModelContainer.builder()
                        .image(ContainerImage.fromUri(image))
                        .modelData(ModelData.fromBucket(samples, "models/xgb-churn/xgb-churn-prediction-model.tar.gz"))
                        .build()))
                .build();

        GuardedEndpoint.Builder.create(this, "Churn")
                .endpointName("churn")
                .variants(List.of(ProductionVariantProps.builder()
                        .variantName("AllTraffic")
                        .model(model)
                        .instanceType("ml.m5.xlarge")
                        .initialInstanceCount(3)
                        .build()))
                .strategy(DeploymentStrategy.canary(CanaryOptions.builder()
                        .size(CapacitySize.instances(1))
                        .bakingPeriod(Duration.minutes(5))
                        .terminationWait(Duration.minutes(2))
                        .maximumExecutionTimeout(Duration.minutes(30))
                        .build()))
                .guardrails(List.of(
                        Guardrail.serverErrorRate(ErrorRateGuardrailOptions.builder().thresholdPercent(1).build()),
                        Guardrail.modelLatency(LatencyGuardrailOptions.builder()
                                .threshold(Duration.millis(50))
                                .statistic(Stats.p(99))
                                .build())))
                .build();
    }
}
