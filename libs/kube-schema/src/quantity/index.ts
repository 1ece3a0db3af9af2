export { canonicalQuantity, formatQuantity } from './format-quantity.js';
export { parseQuantity } from './parse-quantity.js';
export {
  addQuantities,
  compareQuantities,
  type Quantity,
  QuantityError,
  type QuantityFormat,
  quantityValue,
  roundedUp,
} from './quantity.js';
