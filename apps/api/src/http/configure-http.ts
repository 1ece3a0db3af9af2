import { type INestApplication, StandardSchemaValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import type { AppConfig } from '../config/app-config.js';
import type { Logger } from '../log/logger.js';
import { createOpenApiDocument } from '../openapi.js';
import { RequestError } from '../request-error.js';
import { serveWebAssets } from '../web/web-assets.js';
import { refuseForeignHosts } from './host-check.js';
import { identifyRequests } from './request-id.js';
import { securityHeaders } from './security-headers.js';

/** The largest body is an answer to a question. */
const bodyLimit = '100kb';

/** What every request passes before a controller sees it, in this order. */
export function configureHttp(
  app: NestExpressApplication,
  config: AppConfig,
  logger: Logger,
): void {
  app.disable('x-powered-by');
  app.use(identifyRequests(logger), securityHeaders(), refuseForeignHosts(config));
  app.use('/api', neverStored);
  app.useBodyParser('json', { limit: bodyLimit });
  app.useGlobalPipes(validateBodies());
  serveWebAssets(app, config);
  serveApiDocs(app);
}

/** What the API answers is true now, for one learner. */
function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}

function validateBodies(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => {
      const problems = issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`);
      return new RequestError('REQUEST_INVALID', `The request is wrong: ${problems.join('; ')}.`);
    },
  });
}

function pathOf(path: readonly (PropertyKey | { readonly key: PropertyKey })[] = []): string {
  const keys = path.map((part) => String(typeof part === 'object' ? part.key : part));
  return keys.length === 0 ? 'body' : keys.join('.');
}

function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => createOpenApiDocument(app), {
    jsonDocumentUrl: 'api/docs-json',
    raw: ['json'],
  });
}
