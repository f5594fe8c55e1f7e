import { App } from 'cdk8s';
import { BrokenKiada } from './kiada';

const app = new App();
new BrokenKiada(app, 'kiada');
app.synth();
