export { backendProblem } from './backend-refs';
export { gatewayModel } from './compile';
export { unservedRoutes } from './faults';
export { implementationOf } from './implementations';
export { serviceRouters } from './mesh';
export { backendsOf } from './route-conditions';
export { gatewayRouters } from './routers';
