import type { Request } from 'express';

/** A browser sends a handful; the rest of a longer list is not looked at. */
const languagesMax = 20;
const tagLengthMax = 35;

/**
 * The languages a request asks for as BCP 47 tags, the best first: `?language=`, for what cannot
 * set headers such as an event source, then `Accept-Language`.
 */
export function wantedLanguages(request: Request): string[] {
  const { language } = request.query;
  const chosen = typeof language === 'string' ? [language] : [];
  return [...chosen, ...request.acceptsLanguages()]
    .filter((tag) => tag !== '*' && tag.length <= tagLengthMax)
    .slice(0, languagesMax);
}
