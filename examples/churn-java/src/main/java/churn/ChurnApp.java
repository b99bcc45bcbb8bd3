package churn;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

public final class ChurnApp {
    private static final String BASELINE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:0.90-1-cpu-py3";

    private ChurnApp() {
    }

    public static void main(final String[] args) {
        App app = new App();
        Object image = app.getNode().tryGetContext("image");
        new ChurnStack(app, "Churn", image == null ? BASELINE : image.toString(), StackProps.builder()
                .env(Environment.builder().region("us-east-1").build())
                .build());
        app.synth();
    }
}
