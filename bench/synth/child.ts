import { synthesize, type SynthApp } from './app';
import { measured } from '../in-child';

measured<SynthApp>((app) => ({ stacks: synthesize(app).length }));
