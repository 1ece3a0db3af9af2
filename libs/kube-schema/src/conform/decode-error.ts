/**
 * An object that has not the shape of its kind. The message is that of upstream's decoder, such as
 * `json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}
