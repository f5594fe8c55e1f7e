/** The config that is read when none is named. */
export const DEFAULT_CONFIG = 'cdk8s-routing.yaml';
