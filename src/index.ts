export * from './constructs/backend';
export * from './constructs/exposed-app';
export * from './constructs/pod-options';
export * from './constructs/service-options';
export * from './constructs/service-port';
export * from './constructs/service-type';
export * from './constructs/traffic';
