import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { problemSchema } from './http/problem.dto.js';

/** The OpenAPI document of the application; its components are the DTO schemas that have an id. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('Drillyard')
    .setDescription(
      'Learn Kubernetes security with your hands. Texts of labs are in the language that Accept-Language asks for, as far as they are translated.',
    )
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, info, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  // Responses of another media type than application/json name their schema by reference only.
  const problem = z.toJSONSchema(problemSchema, { target: 'openapi-3.0', io: 'output' });
  const definitions = problem['definitions'] as Schemas; // one, as the schema has an id
  const schemas = Object.entries({ ...document.components?.schemas, ...definitions });
  schemas.sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...document, components: { schemas: Object.fromEntries(schemas) } };
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
