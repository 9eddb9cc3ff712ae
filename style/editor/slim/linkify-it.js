/* SPDX-License-Identifier: EUPL-1.2 */
// In place of the package "linkify-it" in the bundle: bare addresses stay text in the editor.

export default class LinkifyIt {}
