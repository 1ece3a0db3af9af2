import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemSchema } from './problem.dto.js';

/** Documents that a route may answer with these statuses and a problem as its body. */
export function ApiProblems(...statuses: number[]) {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({ status, content: { 'application/problem+json': { schema: problemRef } } }),
    ),
  );
}

const problemRef = { $ref: `#/components/schemas/${problemSchema.meta()?.id}` };
