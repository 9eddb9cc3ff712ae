/* SPDX-License-Identifier: EUPL-1.2 */
// In place of the package "punycode.js" in the bundle: addresses stay as they were written.

export default {};
