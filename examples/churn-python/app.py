#!/usr/bin/env python3
from aws_cdk import App, Environment

from churn_stack import ChurnStack

BASELINE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:0.90-1-cpu-py3"

app = App()
ChurnStack(
    app,
    "Churn",
    image=app.node.try_get_context("image") or BASELINE,
    env=Environment(region="us-east-1"),
)
app.synth()
