module churn

go 1.23

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.240.0
	github.com/aws/constructs-go/constructs/v10 v10.5.1
	github.com/aws/jsii-runtime-go v1.126.0
	github.com/cdk-guarded-endpoints/cdk-guarded-endpoints-go/cdkguardedendpoints v0.0.0
)
