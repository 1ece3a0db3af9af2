import { SetMetadata } from '@nestjs/common';

export const isPublicKey = 'drillyard:isPublic';

/** The route answers without a login: everything else needs the cookie. */
export const Public = () => SetMetadata(isPublicKey, true);
