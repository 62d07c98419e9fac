-- SPDX-License-Identifier: GPL-3.0-or-later
-- The kind of an entry and the device that wrote it. ?1: its place in the order of arrival.
SELECT kind, device FROM entry WHERE seq = ?1;
