export * from './constructs/backend';
