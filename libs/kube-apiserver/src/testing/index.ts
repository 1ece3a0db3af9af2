export { TestApiServer, type TestRequest, type TestResponse } from './test-api-server.js';
