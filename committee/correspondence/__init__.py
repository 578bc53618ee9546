"""Every mail that leaves the portal: one layout, one sender, one text, whatever it says."""
