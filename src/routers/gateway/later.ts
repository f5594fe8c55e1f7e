/** What the Gateway API needs besides reading its objects, which is loaded for inputs that have some. */
export const gatewayApi = (): typeof import('./api') => require('./api') as typeof import('./api');
