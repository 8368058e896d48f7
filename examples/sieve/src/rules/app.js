'use strict';

const vm = require('node:vm');

/** Called directly by the checkout: `{ "order": {…}, "threshold": 50, "percent": 10, "name": "…", "field": "total" }`. */
exports.handler = async ({ order, threshold = 50, percent = 10, name = 'customer', field = 'total' }) => {
  const total = order.total;
  return {
    // Weakness: numbers of the caller stand in code.
    discount: eval(`total > ${threshold} ? ${percent} : 0`),
    // Weakness: so does a name between quotes, in a context that is no sandbox.
    greeting: vm.runInNewContext(`'Dear ' + '${name}' + ', thank you'`),
    // Weakness: so does the name of a property.
    amount: new Function('order', `return order.${field};`)(order),
  };
};
