/* SPDX-License-Identifier: EUPL-1.2 */
// Which addresses the editor follows or shows. The page decides for itself, see address.rs of the server.

/** An image of our own. The policy would stop others, and nobody's server shall hear who writes here. */
export function isOwn(address) {
  return /^\/(?![/\\])/.test(address);
}

/** An address that may be a link. */
export function isSafe(address) {
  return /^(?:https?:|mailto:|tel:|[/#?.]|[^:]*$)/i.test(address.trim());
}
