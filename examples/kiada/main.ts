import { App } from 'cdk8s';
import { Kiada } from './kiada';

const app = new App();
new Kiada(app, 'kiada');
app.synth();
