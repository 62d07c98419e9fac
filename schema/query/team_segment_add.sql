-- SPDX-License-Identifier: GPL-3.0-or-later
-- A verified segment.
INSERT INTO segment(device, epoch, compartment, n, sha256, prev, blob, signature, entries, counted, made, arrived)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id;
