/* SPDX-License-Identifier: EUPL-1.2 */
/** The oldest browsers that town halls are expected to run (2023). */
export const BROWSERS = ["chrome111", "edge111", "firefox113", "safari16.4"];
