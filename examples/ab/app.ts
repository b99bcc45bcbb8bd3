import { App } from 'aws-cdk-lib';
import { AbStack } from './ab-stack';

new AbStack(new App(), 'Ab', { env: { region: 'us-east-1' } });
