import { App } from 'aws-cdk-lib';
import { ShadowStack } from './shadow-stack';

new ShadowStack(new App(), 'Shadow', { env: { region: 'us-east-1' } });
