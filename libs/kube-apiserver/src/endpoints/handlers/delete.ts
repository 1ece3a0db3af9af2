import { type FieldError, invalidValue, notSupported } from '../../registry/field-error.js';
import { type DeleteOptions, deleteObject } from '../../registry/generic/delete-object.js';
import type { Draft } from '../../registry/resource-strategy.js';
import { invalid } from '../../status-error.js';
import { decodeObject } from '../decode-object.js';
import type { Exchange } from '../exchange.js';
import { negotiateOutput, offers } from '../media-type.js';
import { readBody } from '../request-body.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';
import { readBoolean, readInteger, validateDryRun } from '../write-options.js';

/** DELETE of one object. */
export async function deleteResource(scope: RequestScope): Promise<void> {
  const { exchange, resource, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const { options, dryRun, accepted } = await readDeleteOptions(exchange);
  const { name } = exchange.requestInfo;
  const context = requestContext(scope, dryRun);
  const { object, deleted } = await deleteObject(store, name, options, context);
  if (!deleted || resource.returnsDeleted) {
    const code = !deleted && accepted ? 202 : 200;
    return writeObject(exchange, code, transformObject(scope, object, output), output);
  }
  const { group } = resource;
  const details = {
    name,
    ...(group === '' ? {} : { group }),
    kind: resource.resource,
    uid: object.metadata.uid,
  };
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
  await writeObject(exchange, 200, status, output);
}

interface DeleteRequest {
  readonly options: DeleteOptions;
  readonly dryRun: boolean;
  /** The old `orphanDependents: false`: an object that is still there is answered with a 202. */
  readonly accepted: boolean;
}

/** From the body where there is one, else from the query. Throws 422 in upstream's words. */
export async function readDeleteOptions(exchange: Exchange): Promise<DeleteRequest> {
  const body = await readBody(exchange);
  const kind = { group: '', version: 'v1', kind: 'DeleteOptions' };
  const sent =
    body.length === 0 ? fromQuery(exchange) : await decodeObject(exchange, body, kind, 'Ignore');
  // Upstream writes its internal version down.
  const internal = { kind: kind.kind, apiVersion: 'meta.k8s.io/__internal' };
  if (body.length > 0) exchange.audit.logRequestObject({ ...sent, ...internal });
  const { orphanDependents, propagationPolicy, dryRun = [] } = sent;
  const errors: FieldError[] = [];
  if (orphanDependents !== undefined && propagationPolicy !== undefined) {
    const detail = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalidValue('propagationPolicy', propagationPolicy, detail));
  }
  const policies = ['Foreground', 'Background', 'Orphan'];
  if (propagationPolicy !== undefined && !policies.includes(propagationPolicy)) {
    errors.push(notSupported('propagationPolicy', propagationPolicy, [...policies, 'nil']));
  }
  errors.push(...validateDryRun(dryRun));
  if (errors.length > 0) {
    throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', errors);
  }
  const policy = orphanDependents === true ? 'Orphan' : propagationPolicy;
  return {
    options: {
      ...(sent['gracePeriodSeconds'] === undefined
        ? {}
        : { gracePeriodSeconds: sent['gracePeriodSeconds'] }),
      ...(sent['preconditions'] === undefined ? {} : { preconditions: sent['preconditions'] }),
      ...(policy === undefined ? {} : { propagationPolicy: policy }),
    },
    dryRun: dryRun.length > 0,
    accepted: orphanDependents === false,
  };
}

function fromQuery({ query }: Exchange): Draft {
  const gracePeriodSeconds = readInteger(query, 'gracePeriodSeconds');
  const orphanDependents = readBoolean(query, 'orphanDependents');
  const propagationPolicy = query.get('propagationPolicy') ?? undefined;
  return {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(orphanDependents === undefined ? {} : { orphanDependents }),
    ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
    dryRun: query.getAll('dryRun').filter((value) => value !== ''),
  };
}
