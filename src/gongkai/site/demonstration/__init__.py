"""The demonstration: 前进区, its departments and subdistricts, the ledgers of 港湾街道. All of it is invented."""
