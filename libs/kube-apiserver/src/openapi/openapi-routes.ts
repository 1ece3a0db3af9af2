import type { Route } from '../endpoints/route-table.js';

/** `/openapi/v2`, `/openapi/v3` and the documents below it. */
export const openapiRoutes: readonly Route[] = [];
